using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OrleansMarket.Domain.Tests;

/// <summary>What STYLE and DESIGN ask of the code, where a machine can see it.</summary>
public sealed partial class Conventions
{
    private const int MostLines = 350;
    private const int MostColumns = 120;

    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly string[] TakenFromTheAir =
        ["Thread.Sleep", "DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "NewGuid"];

    private static readonly Assembly Domain = typeof(Order).Assembly;

    /// <summary>
    /// The walls between the projects (docs/ARCHITECTURE.md); whatever is not here may reference what it needs.
    /// </summary>
    private static readonly Dictionary<string, string[]> Walls = new()
    {
        ["OrleansMarket.Domain"] = [],
        ["OrleansMarket.Contracts"] = ["OrleansMarket.Domain"],
        ["OrleansMarket.Journal"] = [],
        ["OrleansMarket.Journal.Sqlite"] = ["OrleansMarket.Journal"],
        ["OrleansMarket.Grains"] = ["OrleansMarket.Contracts", "OrleansMarket.Domain", "OrleansMarket.Journal"],
        ["OrleansMarket.Web"] = ["OrleansMarket.Contracts", "OrleansMarket.Domain"],
        ["OrleansMarket.Silo"] = ["OrleansMarket.Grains", "OrleansMarket.Journal.Sqlite", "OrleansMarket.Web"],
    };

    [Fact]
    public void The_domain_knows_nothing_but_the_framework()
    {
        Assert.All(Domain.GetReferencedAssemblies(), other =>
            Assert.StartsWith("System.", other.Name, StringComparison.Ordinal));
        Assert.Empty(Parts("src/OrleansMarket.Domain/OrleansMarket.Domain.csproj", "PackageReference"));
        Assert.DoesNotContain(Domain.GetReferencedAssemblies(), other =>
            other.Name!.StartsWith("System.Net", StringComparison.Ordinal)
            || other.Name.StartsWith("System.Threading", StringComparison.Ordinal));
    }

    [Fact]
    public void Projects_reference_each_other_only_through_the_doors_of_the_design()
    {
        var projects = Repository.Files("*.csproj").ToDictionary(NameOf);
        foreach (var (project, allowed) in Walls)
            Assert.Equal(allowed, Parts(projects[project], "ProjectReference").Select(NameOf).Order());
        Nothing(
            from project in projects
            where project.Value.StartsWith("src/", StringComparison.Ordinal) && !Walls.ContainsKey(project.Key)
            select $"{project.Key} has no walls; say here and in docs/ARCHITECTURE.md what it may know.");
    }

    [Fact]
    public void Public_types_of_the_domain_are_sealed_but_for_the_words_of_a_machine() => Nothing(
        from type in Domain.GetExportedTypes()
        where !type.IsInterface && !type.IsSealed
        where !(type is { IsAbstract: true, Name: "Command" or "Event" or "Step" } && OnlyItsOwnKindExtends(type))
        select $"{type.FullName} can be extended from outside.");

    [Fact]
    public void What_happens_in_the_domain_is_immutable() => Nothing(
        from type in Domain.GetExportedTypes()
        from property in type.GetProperties(Everything)
        where property.SetMethod is { } set
            && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
        select $"{type.FullName}.{property.Name} can be set.");

    [Fact]
    public void No_state_of_the_domain_is_kept_outside_its_values() => Nothing(
        from type in Domain.GetTypes()
        where !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.IsEnum
        from field in type.GetFields(Everything)
        where !field.IsInitOnly && !field.IsLiteral && !field.IsDefined(typeof(CompilerGeneratedAttribute))
        select $"{type.FullName}.{field.Name} can change.");

    [Fact]
    public void Every_machine_decides_and_evolves_and_knows_that_time_passes()
    {
        var machines = Domain.GetExportedTypes().Where(type => type.GetNestedType("Command") is not null).ToArray();
        Assert.NotEmpty(machines);
        Assert.All(machines, machine =>
        {
            Assert.NotNull(machine.GetMethod("Decide"));
            Assert.NotNull(machine.GetMethod("Evolve"));
            Assert.NotNull(machine.GetNestedType("Command")!.GetNestedType("Elapsed"));
            Assert.NotNull(machine.GetNestedType("State")!.GetProperty("Initial"));
        });
    }

    [Fact]
    public void Every_rejection_and_every_status_has_a_sentence()
    {
        var prose = XDocument.Load(Path.ChangeExtension(Domain.Location, ".xml")).Descendants("member")
            .Where(member => member.Element("summary")?.Value.TrimEnd().EndsWith('.') == true)
            .Select(member => member.Attribute("name")!.Value).ToHashSet();
        Nothing(
            from type in Domain.GetExportedTypes()
            where type.IsEnum
            from name in Enum.GetNames(type)
            where !prose.Contains($"F:{type.FullName!.Replace('+', '.')}.{name}")
            select $"{type.Name}.{name} has no sentence.");
    }

    [Fact]
    public void Every_payment_failure_says_what_to_do_next() => Assert.All(PaymentFailure.All, failure =>
    {
        Assert.Matches("^[a-z_]+$", failure.Code);
        Assert.EndsWith(".", failure.Message, StringComparison.Ordinal);
        Assert.Contains(failure.Retry, new[] { "correct", "later", "other_method", "authenticate", "again" });
    });

    [Fact]
    public void No_type_is_called_by_a_word_that_says_nothing() => Nothing(
        from file in Repository.Files("*.cs")
        where file.StartsWith("src/", StringComparison.Ordinal)
        from Match declared in TypeNames().Matches(Repository.Read(file))
        where Empty().IsMatch(declared.Groups["name"].Value)
        select $"{file}: {declared.Groups["name"].Value}");

    [Fact]
    public void Nothing_is_taken_from_the_air() => Nothing(
        from file in Repository.Files("*.cs")
        where file.StartsWith("src/", StringComparison.Ordinal)
        from word in TakenFromTheAir
        where Repository.Read(file).Contains(word, StringComparison.Ordinal)
        select $"{file} uses {word}.");

    [Fact]
    public void Files_are_short() => Nothing(
        from file in Repository.Files("*.cs")
        let lines = Repository.Read(file).Split('\n').Length - 1
        where lines > MostLines
        select $"{file} has {lines} lines; {MostLines} are enough for one idea.");

    [Fact]
    public void Lines_are_short() => Nothing(
        from file in Repository.Files("*.cs")
        from line in Repository.Read(file).Split('\n').Select((text, index) => (text.TrimEnd('\r').Length, index + 1))
        where line.Length > MostColumns
        select $"{file}:{line.Item2} has {line.Length} columns.");

    /// <summary>All constructors are private, but for the one that every record has to copy itself.</summary>
    private static bool OnlyItsOwnKindExtends(Type type) => type
        .GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .Where(constructor => !constructor.GetParameters().Select(one => one.ParameterType).SequenceEqual([type]))
        .All(constructor => constructor.IsPrivate);

    private static void Nothing(IEnumerable<string> wrong)
    {
        var all = string.Join("\n", wrong);
        if (all.Length > 0) Assert.Fail(all);
    }

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);

    private static IEnumerable<string> Parts(string project, string element) =>
        XDocument.Parse(Repository.Read(project)).Descendants(element).Select(part => part.Attribute("Include")!.Value);

    [GeneratedRegex(@"\b(class|record|struct|interface|enum)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex TypeNames();

    [GeneratedRegex("Common|Core(?![a-z])|Utils|Helper|Manager|Service(?!Collection)")]
    private static partial Regex Empty();
}
