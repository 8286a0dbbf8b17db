using OrleansMarket.Contracts;
using OrleansMarket.Journal;

namespace OrleansMarket.Silo;

/// <summary>Tells the platform whether the process lives, and whether it should be sent requests.</summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Adds the routes. Not ready before <paramref name="isOpen"/>, for example while a new market is being filled.
    /// </summary>
    public static void MapHealth(this WebApplication app, Func<bool> isOpen)
    {
        app.MapGet("/health/live", () => Results.Text("live")).ExcludeFromDescription();
        app.MapGet("/health/ready", async (
            IGrainFactory grains, IJournalStore store, IHostApplicationLifetime lifetime) =>
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested) return Unready("draining");
            if (!isOpen()) return Unready("starting");
            try
            {
                await store.NextDeadline(0).AsTask().WaitAsync(Patience);
                await grains.Clock().View().WaitAsync(Patience);
                return Results.Text("ready");
            }
            catch (Exception failed)
            {
                return Unready(failed.Message);
            }
        }).ExcludeFromDescription();
    }

    private static IResult Unready(string why) =>
        Results.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
}
