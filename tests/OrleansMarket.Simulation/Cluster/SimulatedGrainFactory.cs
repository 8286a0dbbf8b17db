namespace OrleansMarket.Simulation.Cluster;

/// <summary>References to grains, by key or by id.</summary>
internal sealed class SimulatedGrainFactory(SimulatedCluster cluster) : IGrainFactory
{
    private readonly Dictionary<(GrainId, Type), object> references = [];

    public T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithStringKey =>
        Reference<T>(GrainId.Create(GrainClasses.Behind(typeof(T)).Name, primaryKey));

    public T GetGrain<T>(long primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithIntegerKey => Reference<T>(GrainId.Create(
            GrainType.Create(GrainClasses.Behind(typeof(T)).Name), GrainIdKeyExtensions.CreateIntegerKey(primaryKey)));

    public T GetGrain<T>(GrainId grainId)
        where T : IAddressable => Reference<T>(grainId);

    public T GetGrain<T>(Guid primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithGuidKey => throw Unused();

    public T GetGrain<T>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where T : IGrainWithGuidCompoundKey => throw Unused();

    public T GetGrain<T>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where T : IGrainWithIntegerCompoundKey => throw Unused();

    public T CreateObjectReference<T>(IGrainObserver obj)
        where T : IGrainObserver => throw Unused();

    public void DeleteObjectReference<T>(IGrainObserver obj)
        where T : IGrainObserver => throw Unused();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => throw Unused();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => throw Unused();

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw Unused();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) => throw Unused();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) => throw Unused();

    public IAddressable GetGrain(GrainId grainId) => throw Unused();

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => throw Unused();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => throw Unused();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => throw Unused();

    private T Reference<T>(GrainId id)
    {
        if (!references.TryGetValue((id, typeof(T)), out var known))
            references[(id, typeof(T))] = known = GrainReferenceProxy.Make(typeof(T), cluster, id);
        return (T)known;
    }

    private static NotSupportedException Unused() => new("The market finds its grains otherwise.");
}
