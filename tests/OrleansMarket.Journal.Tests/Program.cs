using OrleansMarket.Journal.Tests;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

if (Environment.GetEnvironmentVariable(SqliteCrashTests.FileVariable) is { } file)
{
    await SqliteCrashTests.Write(file);
    return 0;
}

if (Environment.GetEnvironmentVariable(SqliteViewCrashTests.FileVariable) is { } views)
{
    await SqliteViewCrashTests.Write(views);
    return 0;
}

// What the generated entry point would do.
return args.Contains("--server") || args.Contains("--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
