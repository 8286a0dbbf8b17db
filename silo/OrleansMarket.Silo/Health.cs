using OrleansMarket.Contracts;
using OrleansMarket.Journal;

namespace OrleansMarket.Silo;

/// <summary>Tells the platform whether the process lives, and whether it should be sent requests.</summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("live")).ExcludeFromDescription();
        app.MapGet("/health/ready", async (IGrainFactory grains, IJournalStore store, IHostApplicationLifetime lifetime) =>
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested) return Unready("draining");
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

    private static IResult Unready(string why) => Results.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
}
