using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace OrleansMarket.Market.Tests.Crash;

/// <summary>
/// A buyer who orders and pays over and over, and who sends a request again, under the same key, until it is answered.
/// What was answered with success is remembered: it has to be there, once, for ever.
/// </summary>
internal sealed class Shopper(HttpClient http, string[] skus, int seed, Shopper.Diary diary)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Random random = new(seed);

    /// <summary>What all shoppers were told.</summary>
    public sealed class Diary
    {
        /// <summary>Orders by checkout, as acknowledged.</summary>
        public ConcurrentDictionary<string, string[]> Placed { get; } = new();

        /// <summary>Payment by order, as acknowledged.</summary>
        public ConcurrentDictionary<string, string> Paid { get; } = new();

        /// <summary>Answers that were sent again for a key that had been answered before.</summary>
        public ConcurrentBag<(string First, string Again)> Repeated { get; } = [];

        /// <summary>Answers that no client should ever see.</summary>
        public ConcurrentBag<string> Wrong { get; } = [];
    }

    public async Task Shop(CancellationToken stop)
    {
        for (var round = 0; !stop.IsCancellationRequested; round++)
        {
            var sku = skus[random.Next(skus.Length)];
            await Send(() => new(HttpMethod.Put, $"/v1/cart/lines/{sku}")
            {
                Content = Json(new { quantity = random.Next(1, 4) }),
            });
            var checkout = await Once("/v1/checkouts", $"checkout-{seed}-{round}", new { ship_to = Home });
            if (checkout is null) continue;

            var orders = checkout["orders"]!.AsArray().Select(order => order!["id"]!.GetValue<string>()).ToArray();
            diary.Placed[checkout["id"]!.GetValue<string>()] = orders;
            if (random.Next(10) == 0) continue;

            var method = random.Next(10) == 0 ? "tok_insufficient_funds" : "tok_ok";
            var payment = await Once("/v1/payments", $"payment-{seed}-{round}", new { orders, method });
            if (payment?["status"]!.GetValue<string>() != "captured") continue;
            foreach (var order in orders) diary.Paid[order] = payment["id"]!.GetValue<string>();
        }
    }

    private static readonly object Home = new
    {
        name = "Ada Lovelace",
        street = "12 St James's Square",
        city = "London",
        postal_code = "SW1Y 4JH",
        country = "GB",
    };

    /// <summary>Posts until it is answered, and now and then once more; null when the answer is an honest no.</summary>
    private async Task<JsonNode?> Once(string path, string key, object body)
    {
        var (status, text) = await Send(Request);
        if (random.Next(8) == 0) diary.Repeated.Add((text, (await Send(Request)).Text));
        if ((int)status is >= 200 and < 300) return JsonNode.Parse(text)!;
        if (status is not (HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest))
            diary.Wrong.Add($"{path}: {(int)status} {text}");
        return null;

        HttpRequestMessage Request()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(body) };
            request.Headers.Add("Idempotency-Key", key);
            return request;
        }
    }

    private async Task<(HttpStatusCode Status, string Text)> Send(Func<HttpRequestMessage> request)
    {
        while (true)
        {
            try
            {
                using var answer = await http.SendAsync(request());
                var text = await answer.Content.ReadAsStringAsync();
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable) return (answer.StatusCode, text);
            }
            catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException)
            {
                // The process is gone, or was while it answered: nobody knows what became of it, so it is asked again.
            }

            await Task.Delay(Pause);
        }
    }

    private static JsonContent Json(object body) => JsonContent.Create(body);
}
