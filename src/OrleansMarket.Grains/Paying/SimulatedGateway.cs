using System.Collections.Concurrent;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Paying;

/// <summary>A payment provider that answers as its method's name says. No card number exists anywhere.</summary>
/// <remarks>
/// What it answers is a pure function of the method and of whether the key was asked before. It forgets the latter when
/// the process ends, which only means that a silent method is silent once more.
/// </remarks>
internal sealed class SimulatedGateway(IGrainFactory grains) : IPaymentGateway
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    private static readonly Dictionary<string, string> Declines = new()
    {
        ["tok_number_invalid"] = "card_number_invalid",
        ["tok_insufficient_funds"] = "insufficient_funds",
        ["tok_limit_exceeded"] = "limit_exceeded",
        ["tok_security_code_invalid"] = "security_code_invalid",
        ["tok_verification_failed"] = "verification_failed",
        ["tok_expired"] = "expired_card",
        ["tok_processing_error"] = "processing_error",
    };

    private static readonly HashSet<string> Captures =
    [
        "tok_ok", "tok_slow", "tok_captured_but_no_answer", "tok_no_answer", "tok_captured_twice_reported",
    ];

    private readonly ConcurrentDictionary<string, bool> asked = new();

    public bool Knows(string method) => Captures.Contains(method) || Declines.ContainsKey(method);

    public async Task<Charge> Charge(string key, Money amount, string method)
    {
        if (Declines.TryGetValue(method, out var code)) return new Charge(code);
        switch (method)
        {
            case "tok_slow":
                await Task.Delay(Slow);
                return default;

            case "tok_captured_but_no_answer" or "tok_no_answer" when asked.TryAdd(key, true):
                throw new TimeoutException("The payment provider did not answer.");

            case "tok_no_answer":
                return new Charge("not_captured");

            case "tok_captured_twice_reported":
                grains.Payment(key).ReportCaptured().Ignore();
                return default;

            default:
                return default;
        }
    }

    public Task Refund(string key, string payment, Money amount) => Task.CompletedTask;
}
