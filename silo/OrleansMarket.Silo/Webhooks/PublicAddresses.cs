using System.Net;
using System.Net.Sockets;

namespace OrleansMarket.Silo.Webhooks;

/// <summary>Which addresses are everybody's: whatever is not is somebody's own network, perhaps ours.</summary>
/// <remarks>The registries of special addresses: RFC 6890 and what followed on it (IANA, IPv4 and IPv6).</remarks>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    /// <summary>What is routed of IPv6 at all.</summary>
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork Tunnelled = IPNetwork.Parse("2002::/16");

    /// <summary>Whether an address is public, through whatever other address it leads to as well.</summary>
    public static bool Contain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return Contain(address.MapToIPv4());
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return !IsSpecial(address);
        var bytes = address.GetAddressBytes();
        if (Translated.Contains(address)) return Contain(new IPAddress(bytes.AsSpan(12, 4)));
        if (Tunnelled.Contains(address) && !Contain(new IPAddress(bytes.AsSpan(2, 4)))) return false;
        return Global.Contains(address) && !IsSpecial(address);
    }

    private static bool IsSpecial(IPAddress address) => Special.Any(network => network.Contains(address));
}
