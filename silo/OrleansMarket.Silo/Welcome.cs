namespace OrleansMarket.Silo;

/// <summary>Says where the market is and what to try first.</summary>
internal static class Welcome
{
    private const string Token = "-H 'Authorization: Bearer TOKEN'";

    public static void Print(ICollection<string> urls, Settings settings)
    {
        var url = urls.First();
        Console.WriteLine($"Open {url} in a browser, or {url}/docs for the API. Ctrl-C drains and stops.");
        if (!settings.Simulation || !settings.SampleCatalogue) return;
        Console.WriteLine($$"""

            Try:
              curl {{url}}/v1/sign-in --json '{"member":"alice","role":"buyer"}'
              curl '{{url}}/v1/listings?q=lamp' {{Token}}
              curl -X PUT {{url}}/v1/cart/lines/aurora-desk-lamp --json '{"quantity":1}' {{Token}}
            The README walks on from there to the seller's payout.
            """);
    }
}
