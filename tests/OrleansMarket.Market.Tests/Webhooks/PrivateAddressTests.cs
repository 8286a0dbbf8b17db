using System.Net;
using OrleansMarket.Grains.Webhooks;
using OrleansMarket.Silo.Webhooks;

namespace OrleansMarket.Market.Tests.Webhooks;

/// <summary>Where real people trade, nobody has the market talk to a private network.</summary>
public sealed class PrivateAddressTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("2002:808:808::1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.0.9", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fe80::1%1", false)]
    [InlineData("ff02::1", false)]
    public void Addresses_are_public_or_not(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddresses.Contain(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:169.254.169.254]/")]
    [InlineData("https://localhost/")]
    [InlineData("https://10.0.0.1:8443/")]
    [InlineData("https://half.example/")]
    [InlineData("https://unknown.example/")]
    [InlineData("https://user@public.example/")]
    [InlineData("http://public.example/")]
    public async Task An_endpoint_of_a_private_network_cannot_be_opened(string url)
    {
        using var sender = new HttpWebhookSender(isSimulation: false, Resolve);
        Assert.NotNull(await sender.Objection(new Uri(url)));
    }

    [Fact]
    public async Task An_endpoint_that_everybody_can_reach_can_be_opened()
    {
        using var sender = new HttpWebhookSender(isSimulation: false, Resolve);
        Assert.Null(await sender.Objection(new Uri("https://public.example/hooks")));
    }

    [Fact]
    public async Task A_name_that_comes_to_mean_this_machine_is_not_connected_to()
    {
        await using var receiver = await HttpReceiver.Start();
        var (port, means) = (new Uri(receiver.Url).Port, IPAddress.Parse("8.8.8.8"));
        using var sender = new HttpWebhookSender(isSimulation: false, (_, _) => Task.FromResult<IPAddress[]>([means]));
        var url = new Uri($"https://rebound.example:{port}/hooks");
        Assert.Null(await sender.Objection(url));
        means = IPAddress.Loopback;
        var answer = await sender.Send(new WebhookMessage(url, "evt_1", 1, "v1,x", "{}"u8.ToArray()));
        Assert.Equal((null, "an address of a private network"), (answer.StatusCode, answer.Failure));
        Assert.Empty(receiver.Messages);
    }

    [Fact]
    public async Task Nothing_is_sent_in_the_clear()
    {
        await using var receiver = await HttpReceiver.Start();
        using var sender = new HttpWebhookSender(isSimulation: false);
        var message = new WebhookMessage(new Uri(receiver.Url), "evt_1", 1, "v1,x", "{}"u8.ToArray());
        Assert.Equal("not https", (await sender.Send(message)).Failure);
        Assert.Empty(receiver.Messages);
    }

    [Fact]
    public async Task What_goes_wrong_is_an_answer_that_shows_nothing_of_the_network()
    {
        using var sender = new HttpWebhookSender(isSimulation: true, Resolve);
        Assert.Equal("no connection", await Failure("http://localhost:1/"));
        Assert.Equal("the name is not known", await Failure("http://unknown.example/"));
        await using var receiver = await HttpReceiver.Start();
        Assert.Equal("no TLS connection", await Failure(receiver.Url.Replace("http:", "https:")));

        async Task<string?> Failure(string url) =>
            (await sender.Send(new(new Uri(url), "evt_1", 1, "v1,x", "{}"u8.ToArray()))).Failure;
    }

    private static Task<IPAddress[]> Resolve(string host, CancellationToken token) => host switch
    {
        "public.example" => Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8"), IPAddress.Parse("2606:4700::1")]),
        "half.example" => Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8"), IPAddress.Loopback]),
        "unknown.example" => throw new System.Net.Sockets.SocketException(
            (int)System.Net.Sockets.SocketError.HostNotFound),
        _ => Dns.GetHostAddressesAsync(host, token),
    };
}
