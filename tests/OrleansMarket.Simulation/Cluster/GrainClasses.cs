using System.Reflection;
using Orleans.Concurrency;
using OrleansMarket.Grains;

namespace OrleansMarket.Simulation.Cluster;

/// <summary>A grain class of the market.</summary>
internal sealed record GrainClass(string Name, Type Type, ConstructorInfo Constructor, bool IsReentrant);

/// <summary>The market's grain classes by their type's name, and by the interface that only they have.</summary>
internal static class GrainClasses
{
    private static readonly Dictionary<string, GrainClass> ByName = typeof(MarketHosting).Assembly.GetTypes()
        .Select(type => (Type: type, Name: NameOf(type)))
        .Where(grain => grain.Name is not null)
        .ToDictionary(grain => grain.Name!, grain => new GrainClass(
            grain.Name!, grain.Type, grain.Type.GetConstructors().Single(),
            grain.Type.IsDefined(typeof(ReentrantAttribute))));

    private static readonly Dictionary<Type, GrainClass> ByInterface = ByName.Values
        .SelectMany(grain => grain.Type.GetInterfaces(), (grain, door) => (Grain: grain, Door: door))
        .GroupBy(pair => pair.Door)
        .Where(same => same.Count() == 1 && typeof(IAddressable).IsAssignableFrom(same.Key))
        .ToDictionary(same => same.Key, same => same.Single().Grain);

    public static GrainClass Behind(Type door) => ByInterface[door];

    public static GrainClass Named(string type) => ByName[type];

    private static string? NameOf(Type type) => type.GetCustomAttributesData()
        .FirstOrDefault(attribute => attribute.AttributeType == typeof(GrainTypeAttribute))?
        .ConstructorArguments[0].Value as string;
}
