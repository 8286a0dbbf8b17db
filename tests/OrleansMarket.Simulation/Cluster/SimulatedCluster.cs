using System.Reflection;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Cluster;

/// <summary>
/// Orleans, as far as the market sees it: finds or makes the activation of a grain and carries calls to it, over a
/// network that loses, doubles and delays. Activations and whole silos vanish, and a grain may have two of them.
/// </summary>
internal sealed class SimulatedCluster
{
    /// <summary>How long a caller waits.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Scheduler scheduler;
    private readonly Faults faults;
    private readonly Findings findings;
    private readonly Tale? tale;
    private readonly Chance chance;
    private readonly Func<int, IGrainFactory, SimulatedSilo> start;
    private readonly Dictionary<GrainId, List<Activation>> directory = [];
    private readonly List<Activation> activations = [];
    private readonly SimulatedSilo[] silos;
    private int contexts;

    public SimulatedCluster(
        Scheduler scheduler, Faults faults, Findings findings, Tale? tale, Chance chance,
        int silos, Func<int, IGrainFactory, SimulatedSilo> start)
    {
        (this.scheduler, this.faults, this.findings, this.tale) = (scheduler, faults, findings, tale);
        (this.chance, this.start) = (chance, start);
        Grains = new SimulatedGrainFactory(this);
        this.silos = [.. Enumerable.Range(0, silos).Select(number => start(number, Grains))];
    }

    public IGrainFactory Grains { get; }

    /// <summary>Calls that nobody answered in time although nothing had gone wrong with them.</summary>
    public int Unanswered { get; private set; }

    /// <summary>A context for somebody outside of the cluster.</summary>
    public SimulatedContext Outside(string name) => new(scheduler, name, ++contexts);

    /// <summary>Sends a call.</summary>
    public Task Send(GrainId target, MethodInfo method, object?[] arguments)
    {
        var call = Call.Make(target, method, arguments);
        call.ExpiresAt = (scheduler.Now + Patience).UtcTicks;
        tale?.TellCall($"{call.Caller?.Name ?? "?"} -> {call}");
        scheduler.In(Patience, () => GiveUp(call));
        if (faults.Strikes(Fault.LostCall, call.ToString())) return call.Answered;
        Carry(() => Deliver(call));
        if (faults.Strikes(Fault.DoubledCall, call.ToString())) Carry(() => Deliver(call));
        return call.Answered;
    }

    /// <summary>Sends an answer back.</summary>
    public void Answer(Call call, Task done, SimulatedContext from)
    {
        tale?.TellCall($"{from.Name} <- {call.Target.Key}: {Told.Of(done)}{(call.IsOver ? " (too late)" : "")}");
        if (done.Exception?.InnerException is { } failed && !Failures.AreExpected(failed))
            findings.Add("exception", $"{call}: {failed}");
        if (!faults.Strikes(Fault.LostAnswer, call.ToString())) Carry(() => call.Answer(done));
    }

    public bool IsTooLate(Call call) => scheduler.Ticks > call.ExpiresAt;

    /// <summary>Whoever waits for it learns that it is lost, now or when his patience ends.</summary>
    public void Lose(Call call, string how)
    {
        if (chance.Is(0.5)) Carry(() => call.Fail(new LostException($"{call.Target.Key} {how}.")));
    }

    /// <summary>Takes an activation out of the directory; it is not called any more.</summary>
    public void Forget(Activation activation)
    {
        activations.Remove(activation);
        var all = directory[activation.Id];
        all.Remove(activation);
        if (all.Count == 0) directory.Remove(activation.Id);
    }

    /// <summary>Between two steps: something may vanish.</summary>
    public void Disturb()
    {
        if (activations.Count == 0) return;
        if (faults.Strikes(Fault.SiloCrash, "")) Crash(chance.Below(silos.Length));
        if (activations.Count == 0) return;
        var one = chance.Of(activations);
        // Who waits in the middle of something is the interesting one.
        if (!one.IsBusy) one = chance.Of(activations);
        if (faults.Strikes(Fault.ActivationCrash, one.Context.Name)) Kill(one);
        else if (!one.IsBusy && faults.Strikes(Fault.Deactivation, one.Context.Name))
        {
            Forget(one);
            one.Sleep();
        }
    }

    /// <summary>Every grain has one activation again, at most.</summary>
    public void Heal()
    {
        foreach (var second in directory.Values.SelectMany(all => all.SkipLast(1)).ToArray()) Kill(second);
    }

    private void Kill(Activation one)
    {
        Forget(one);
        one.Die("has crashed");
    }

    private void Crash(int number)
    {
        silos[number].Die();
        foreach (var one in activations.Where(one => one.Context.Silo == number).ToArray()) Kill(one);
        silos[number] = start(number, Grains);
    }

    private void GiveUp(Call call)
    {
        if (call.IsOver || call.Caller is { IsDead: true }) return;
        Unanswered++;
        tale?.Tell($"{call.Caller?.Name ?? "?"} waits no longer for {call.Target.Key}");
        call.Fail(new TimeoutException($"{call} was not answered."));
    }

    private void Carry(Action what)
    {
        if (faults.Strikes(Fault.SlowNetwork, "the next message"))
            scheduler.In(faults.Between(TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(40)), what);
        else if (chance.Is(0.5)) what();
        else scheduler.In(TimeSpan.FromTicks(chance.Below(20_000)), what);
    }

    private void Deliver(Call call)
    {
        if (IsTooLate(call)) return;
        if (!directory.TryGetValue(call.Target, out var all)) directory[call.Target] = all = [];
        if (all.Count == 0 || (all.Count == 1 && faults.Strikes(Fault.SecondActivation, call.Target.ToString())))
            all.Add(Make(call.Target));
        chance.Of(all).Take(call);
    }

    private Activation Make(GrainId id)
    {
        var silo = silos[chance.Below(silos.Length)];
        var kind = GrainClasses.Named(id.Type.ToString()!);
        var number = ++contexts;
        var context = new SimulatedContext(scheduler, $"{id.Key}@{number}", number, silo.Number);
        var made = new Activation(this, kind, id, context);
        activations.Add(made);
        made.Wake(silo.Make(kind, id));
        return made;
    }
}
