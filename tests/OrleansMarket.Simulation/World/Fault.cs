namespace OrleansMarket.Simulation.World;

/// <summary>What can go wrong around the market.</summary>
internal enum Fault
{
    /// <summary>A call never reaches its grain.</summary>
    LostCall,

    /// <summary>A call is carried out, and its answer is lost.</summary>
    LostAnswer,

    /// <summary>A call or an answer takes its time.</summary>
    SlowNetwork,

    /// <summary>A call arrives twice.</summary>
    DoubledCall,

    /// <summary>An activation vanishes at an await.</summary>
    ActivationCrash,

    /// <summary>A silo vanishes with all its activations and all that it had not committed.</summary>
    SiloCrash,

    /// <summary>An activation is forgotten; what it had begun goes on beside its successor.</summary>
    Deactivation,

    /// <summary>A second activation of a grain is made, and both are called.</summary>
    SecondActivation,

    /// <summary>The store takes nothing of a batch.</summary>
    AppendRefused,

    /// <summary>The store takes a batch, and it is reported that nobody knows.</summary>
    AppendUnknown,

    /// <summary>It is reported that nobody knows, and the batch is stored a little later.</summary>
    AppendLate,

    /// <summary>The journal is full.</summary>
    Overload,

    /// <summary>A commit or a read takes its time; what is read may be older than what is there by then.</summary>
    SlowStore,

    /// <summary>A history cannot be read.</summary>
    ReadRefused,

    /// <summary>A deadline is told late.</summary>
    LateDeadline,

    /// <summary>A deadline is told twice.</summary>
    DoubledDeadline,

    /// <summary>An aggregate is told of time passing long before its deadline.</summary>
    EarlyDeadline,

    /// <summary>The payment provider is not reached.</summary>
    ProviderAway,

    /// <summary>The payment provider does what it is asked, and the answer is lost.</summary>
    ProviderMute,

    /// <summary>The payment provider does what it is asked much later.</summary>
    ProviderLate,

    /// <summary>The payment provider reports the same capture several times.</summary>
    ProviderDoubles,
}

/// <summary>Says when something goes wrong. Which faults a seed has, and how often, is drawn from it.</summary>
internal sealed class Faults
{
    private static readonly Dictionary<Fault, double> Most = new()
    {
        [Fault.LostCall] = 0.03,
        [Fault.LostAnswer] = 0.03,
        [Fault.SlowNetwork] = 0.10,
        [Fault.DoubledCall] = 0.06,
        [Fault.ActivationCrash] = 0.005,
        [Fault.SiloCrash] = 0.0007,
        [Fault.Deactivation] = 0.004,
        [Fault.SecondActivation] = 0.05,
        [Fault.AppendRefused] = 0.05,
        [Fault.AppendUnknown] = 0.05,
        [Fault.AppendLate] = 0.03,
        [Fault.Overload] = 0.03,
        [Fault.SlowStore] = 0.10,
        [Fault.ReadRefused] = 0.03,
        [Fault.LateDeadline] = 0.40,
        [Fault.DoubledDeadline] = 0.40,
        [Fault.EarlyDeadline] = 0.40,
        [Fault.ProviderAway] = 0.30,
        [Fault.ProviderMute] = 0.40,
        [Fault.ProviderLate] = 0.20,
        [Fault.ProviderDoubles] = 0.50,
    };

    private readonly Chance chance;
    private readonly Plan plan;
    private readonly Tale? tale;
    private readonly Dictionary<Fault, double> rates = [];

    public Faults(Plan plan, Tale? tale)
    {
        (this.plan, this.tale, chance) = (plan, tale, Chance.Of(plan.Seed, "faults"));
        // A market where everything fails finds little: each seed has a few faults only, and one in ten has none.
        var share = chance.Is(0.1) ? 0 : 0.1 + 0.5 * chance.Part();
        foreach (var (fault, most) in Most)
        {
            var rate = chance.Is(share) ? most * (0.1 + 0.9 * chance.Part()) : 0;
            if (rate > 0 && plan.Faults.Contains(fault)) rates[fault] = rate;
        }
    }

    public bool AreOn { get; set; }

    /// <summary>How many have struck.</summary>
    public int Count { get; private set; }

    public IReadOnlyCollection<Fault> Kinds => rates.Keys;

    /// <summary>Whether it goes wrong now.</summary>
    public bool Strikes(Fault fault, string where)
    {
        if (!AreOn || !rates.TryGetValue(fault, out var rate) || !chance.Is(rate)) return false;
        if (Count >= plan.MostFaults) return false;
        Count++;
        tale?.Tell($"!! {fault}: {where}");
        return true;
    }

    public TimeSpan Between(TimeSpan least, TimeSpan most) => chance.Between(least, most);
}
