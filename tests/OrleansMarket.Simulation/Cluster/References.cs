using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace OrleansMarket.Simulation.Cluster;

/// <summary>A reference to a grain: every call goes through the simulated network.</summary>
[SuppressMessage("Performance", "CA1852", Justification = "A dispatch proxy is derived from at run time.")]
internal class GrainReferenceProxy : DispatchProxy
{
    private SimulatedCluster? cluster;
    private GrainId target;

    public static object Make(Type door, SimulatedCluster cluster, GrainId target)
    {
        var made = Create(door, typeof(GrainReferenceProxy));
        var proxy = (GrainReferenceProxy)made;
        (proxy.cluster, proxy.target) = (cluster, target);
        return made;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        cluster!.Send(target, targetMethod!, args ?? []);
}

/// <summary>What a grain knows of where it lives: its id.</summary>
[SuppressMessage("Performance", "CA1852", Justification = "A dispatch proxy is derived from at run time.")]
internal class GrainContextProxy : DispatchProxy
{
    private GrainId id;

    public static IGrainContext Make(GrainId id)
    {
        var made = Create<IGrainContext, GrainContextProxy>();
        ((GrainContextProxy)made).id = id;
        return made;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == "get_GrainId"
            ? id
            : throw new NotSupportedException($"The simulation knows no IGrainContext.{targetMethod.Name}.");
}
