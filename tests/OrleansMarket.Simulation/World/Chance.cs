namespace OrleansMarket.Simulation.World;

/// <summary>Chance that can be had again: the same seed gives the same numbers on every machine (SplitMix64).</summary>
internal sealed class Chance(ulong seed)
{
    private ulong state = seed;

    /// <summary>Mixes a seed with a name and a number, for a chance of its own that others do not disturb.</summary>
    public static Chance Of(ulong seed, string name, int number = 0)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in name) hash = (hash ^ letter) * 1099511628211UL;
        return new Chance(Mix(Mix(seed) ^ Mix(hash + (ulong)number)));
    }

    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    public ulong Next() => Mix(state += 0x9E3779B97F4A7C15UL);

    /// <summary>A part of one, one excluded.</summary>
    public double Part() => (Next() >> 11) * (1.0 / (1UL << 53));

    public int Below(int bound) => (int)(((UInt128)Next() * (ulong)bound) >> 64);

    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Is(double probability) => Part() < probability;

    public T Of<T>(IReadOnlyList<T> some) => some[Below(some.Count)];

    /// <summary>A duration of any magnitude between the two: as likely 1 to 10 s as 1 to 10 min.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) =>
        TimeSpan.FromTicks((long)(least.Ticks * Math.Pow((double)most.Ticks / least.Ticks, Part())));

    public void Fill(byte[] buffer)
    {
        for (var i = 0; i < buffer.Length; i++) buffer[i] = (byte)Below(256);
    }
}
