namespace OrleansMarket.Market.Tests;

/// <summary>Runs the commands of the silo's program, as from a shell without a terminal.</summary>
internal static class Commands
{
    /// <summary>A command; it is given its arguments, its two outputs, and whether the first is a terminal.</summary>
    public delegate Task<int> Command(string[] args, TextWriter output, TextWriter errors, bool isTerminal);

    /// <summary>What it answers and prints.</summary>
    public static async Task<(int Code, string Output, string Errors)> Run(Command command, params string[] args)
    {
        var (output, errors) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var code = await command(args, output, errors, isTerminal: false);
        return (code, output.ToString(), errors.ToString());
    }

    /// <summary>What it says when it cannot do its work.</summary>
    public static async Task<string> Refused(Command command, params string[] args)
    {
        var (code, output, errors) = await Run(command, args);
        Assert.Equal((2, ""), (code, output));
        return errors;
    }
}
