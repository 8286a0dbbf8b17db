using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Cluster;

/// <summary>
/// One activation of a grain: calls wait here for their turn, unless the grain is reentrant, and all its code runs in
/// its context.
/// </summary>
internal sealed class Activation(SimulatedCluster cluster, GrainClass kind, GrainId id, SimulatedContext context)
{
    private readonly Queue<Call> mailbox = new();
    private readonly List<Call> running = [];
    private object? grain;
    private bool isAwake;

    public GrainId Id => id;

    public SimulatedContext Context => context;

    public bool IsBusy => running.Count > 0 || mailbox.Count > 0;

    /// <summary>Wakes it with its instance.</summary>
    public void Wake(object instance)
    {
        grain = instance;
        context.Post(_ => WakeUp().Ignore(), null);
    }

    /// <summary>It is not called any more; what it has begun goes on.</summary>
    public void Sleep()
    {
        if (isAwake && grain is IGrainBase known) context.Post(_ => known.OnDeactivateAsync(
            new(DeactivationReasonCode.ActivationIdle, "idle"), CancellationToken.None).Ignore(), null);
    }

    public void Take(Call call)
    {
        mailbox.Enqueue(call);
        Go();
    }

    /// <summary>It vanishes, and with it what it was doing.</summary>
    public void Die(string how)
    {
        context.Die();
        foreach (var call in running.Concat(mailbox)) cluster.Lose(call, how);
        running.Clear();
        mailbox.Clear();
    }

    private async Task WakeUp()
    {
        if (grain is IGrainBase known)
        {
            var waking = known.OnActivateAsync(CancellationToken.None);
            await waking.ConfigureAwait(Quietly);
            if (!waking.IsCompletedSuccessfully)
            {
                // As in Orleans: whoever called learns that it could not be activated, and may call again.
                cluster.Forget(this);
                Die("could not be activated");
                return;
            }
        }

        isAwake = true;
        Go();
    }

    private void Go()
    {
        while (isAwake && mailbox.Count > 0 && (kind.IsReentrant || running.Count == 0))
        {
            var call = mailbox.Dequeue();
            if (cluster.IsTooLate(call)) continue;
            running.Add(call);
            context.Post(_ => CarryOut(call).Ignore(), null);
        }
    }

    private async Task CarryOut(Call call)
    {
        var task = call.CarryOut(grain!);
        await task.ConfigureAwait(Quietly);
        running.Remove(call);
        cluster.Answer(call, task, context);
        Go();
    }

    private const ConfigureAwaitOptions Quietly =
        ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;
}
