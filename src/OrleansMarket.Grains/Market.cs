using Microsoft.Extensions.Logging;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Grains.Running;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains;

/// <summary>What every grain of the market stands on: the journal, the machines, the time, and a log.</summary>
/// <remarks>A simulation of the market overrides how machines are run.</remarks>
internal class Market(
    IJournal journal, MarketMachines machines, MarketTime time, Policy policy, MarketMeters meters, ILogger<Market> log)
{
    public MarketMachines Machines => machines;
    public MarketTime Time => time;
    public Policy Policy => policy;
    public MarketMeters Meters => meters;
    public ILogger Log => log;

    /// <summary>Runs a machine for the grain of a context; the grain's key is the aggregate's id.</summary>
    public virtual Aggregate<TState, TCommand, TEvent, TStep, Rejection?> Run<TState, TCommand, TEvent, TStep>(
        IGrainContext context,
        MarketMachine<TState, TCommand, TEvent, TStep> machine,
        Func<TStep, Task<TCommand>>? carryOut = null)
        where TState : notnull
        where TEvent : class
    {
        var id = context.GrainId.Key.ToString()!;
        return new(id, machine, journal, time, carryOut is null ? null : Logged);

        async Task<TCommand> Logged(TStep step)
        {
            try
            {
                return await carryOut!(step);
            }
            catch (Exception failed)
            {
                log.LogWarning("{Aggregate} still owes {Step}: {Reason}", id, step, failed.Message);
                throw;
            }
        }
    }
}
