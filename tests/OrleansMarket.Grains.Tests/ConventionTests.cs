using System.Reflection;
using OrleansMarket.Contracts;

namespace OrleansMarket.Grains.Tests;

/// <summary>What is on the wire has a name that is written down, so that classes and methods can be renamed.</summary>
public sealed class ConventionTests
{
    private static readonly Assembly[] Assemblies = [typeof(IOrderGrain).Assembly, typeof(MarketOptions).Assembly];

    private static readonly Type[] Interfaces =
        [.. Written().Where(type => type.IsInterface && type.IsAssignableTo(typeof(IAddressable)))];

    private static readonly Type[] Messages =
        [.. Written().Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null)];

    [Fact]
    public void Every_grain_interface_has_its_own_alias() => CheckAliases(Interfaces);

    [Fact]
    public void Every_method_of_a_grain_interface_has_its_own_alias() => Assert.All(Interfaces, type =>
    {
        Assert.NotEmpty(type.GetMethods());
        CheckAliases(type.GetMethods());
    });

    [Fact]
    public void Every_message_has_its_own_alias() => CheckAliases(Messages);

    [Fact]
    public void Whatever_a_grain_takes_or_answers_is_a_message() => Assert.All(
        Interfaces.SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters().Select(one => one.ParameterType).Append(method.ReturnType))
            .SelectMany(Parts)
            .Where(type => type.Assembly == typeof(IOrderGrain).Assembly && !type.IsEnum).Distinct(),
        type => Assert.Contains(type, Messages.Concat(Interfaces)));

    [Fact]
    public void Every_grain_has_its_own_type_name()
    {
        var grains = Written()
            .Where(type => type is { IsClass: true, IsAbstract: false }
                && Interfaces.Any(one => one.IsAssignableFrom(type)) && !type.IsAssignableTo(typeof(IGrainObserver)))
            .ToArray();
        Assert.NotEmpty(grains);
        CheckNames(grains, grain => grain.GetCustomAttribute<GrainTypeAttribute>() is { } named
            ? named.GetGrainType(null!, null!).ToString()
            : null);
    }

    private static void CheckAliases(IReadOnlyCollection<MemberInfo> members) =>
        CheckNames(members, member => member.GetCustomAttribute<AliasAttribute>()?.Alias);

    private static void CheckNames<T>(IReadOnlyCollection<T> members, Func<T, string?> name)
    {
        Assert.All(members, member => Assert.False(name(member) is null, $"{member} has no name of its own."));
        Assert.Distinct(members.Select(name));
    }

    /// <summary>What people wrote; the code that is generated for serialization has another namespace.</summary>
    private static IEnumerable<Type> Written() => Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Namespace?.StartsWith("OrleansMarket.", StringComparison.Ordinal) == true);

    private static IEnumerable<Type> Parts(Type type) => type switch
    {
        { HasElementType: true } => Parts(type.GetElementType()!),
        { IsGenericType: true } => type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()),
        _ => [type],
    };
}
