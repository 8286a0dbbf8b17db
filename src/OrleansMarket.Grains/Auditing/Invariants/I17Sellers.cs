using System.Collections.Immutable;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>Every seller has what was released to him, less what he was paid and owes.</summary>
internal sealed class I17Sellers() : Invariant(
    "I17", "Per seller, the ledger has payable and receivable what his account says, but for what is on its way to it; "
    + "each release is credited once, to the cent; nobody is paid out more than he has.")
{
    private readonly Dictionary<(string Account, string Currency), long> ledger = [];
    private readonly HashSet<string> debits = new(StringComparer.Ordinal);
    private readonly List<Escrow.Step.DebitSeller> owedDebits = [];
    private readonly Dictionary<string, Released> releases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Place Place, Money Net)> credits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Place Place, SellerAccount.State State)> accounts = [];

    /// <summary>What an escrow account has given to a seller.</summary>
    private sealed class Released(Place place, string seller)
    {
        public Place Place => place;

        public string Account => seller;

        public long Minor { get; set; }

        public string Currency { get; set; } = "";

        public bool IsOwed { get; set; }
    }

    public override IReadOnlyList<string> Prefixes => [Ids.Escrow, Ids.SellerAccount];

    public override void See(Seen seen)
    {
        foreach (var transfer in seen.Transfers)
        {
            Post(transfer.Debit, transfer.Currency, -transfer.Minor);
            Post(transfer.Credit, transfer.Currency, transfer.Minor);
            if (transfer.Rule == "P3" && IsPayable(transfer.Credit)) Release(seen, transfer);
        }

        foreach (var happened in seen.Events)
        {
            if (happened is SellerAccount.Event.Debited debited)
            {
                Count("debits");
                if (!debits.Add(debited.Id)) Violate(seen.Place, $"{debited.Id} is debited a second time.");
            }

            if (happened is not SellerAccount.Event.Credited credited) continue;
            Count("credits");
            if (!credits.TryAdd(credited.Order, (seen.Place, credited.Net)))
                Violate(seen.Place, $"{credited.Order} is credited a second time.");
        }

        if (seen.After is not SellerAccount.State account) return;
        foreach (var balance in account.Payable.Values)
            if (balance.Minor < 0) Violate(seen.Place, $"{balance} are payable: more was paid than earned.");
    }

    public override void End(PartitionFold fold)
    {
        foreach (var (folded, account) in fold.All<SellerAccount.State>())
            accounts[Ids.Tail(folded.Aggregate)] = (fold.PlaceOf(folded), account);
        foreach (var (folded, escrow) in fold.All<Escrow.State>())
        {
            owedDebits.AddRange(escrow.Debits);
            if (escrow.Credit is not null && releases.TryGetValue(Facts.OrderOfEscrow(folded.Aggregate), out var one))
                one.IsOwed = true;
        }
    }

    public override void Conclude(Facts facts)
    {
        Count("sellers", accounts.Count);
        Count("releases", releases.Count);
        foreach (var (order, release) in releases)
        {
            if (!credits.Remove(order, out var credit))
            {
                if (!release.IsOwed)
                    Violate(release.Place,
                        $"It was released to {release.Account}, who was never credited.");
                // It is on its way: the ledger has it, the account not yet.
                Post(release.Account, release.Currency, -release.Minor);
            }
            else if (credit.Net.Minor != release.Minor || credit.Net.Currency.Code != release.Currency)
            {
                Violate(credit.Place,
                    $"{order} released {release.Minor} {release.Currency}, credited are {credit.Net}.");
            }
        }

        foreach (var (order, credit) in credits)
            if (credit.Net.IsPositive)
                Violate(credit.Place,
                    $"{order} is credited, and released nothing to this seller.");
        foreach (var debit in owedDebits.Where(debit => !debits.Contains(Ids.RefundOf(debit.Order, debit.Number))))
            Post(Account.SellerReceivable(debit.Seller), debit.Amount.Currency.Code, debit.Amount.Minor);
        foreach (var (account, currency) in ledger.Keys)
        {
            var (place, state) = accounts.GetValueOrDefault(account.Split(':')[1]);
            var isReceivable = account == Account.SellerReceivable(account.Split(':')[1]);
            // A receivable is the seller's debt: what it is debited is what he owes.
            var minor = isReceivable ? -ledger[(account, currency)] : ledger[(account, currency)];
            var said = Of(isReceivable ? state?.Receivable : state?.Payable, currency);
            if (minor != said)
                Violate(place, $"{account} has {minor} {currency} in the ledger, and {said} in the seller's account.");
        }
    }

    private static long Of(ImmutableDictionary<Currency, Money>? balances, string currency) =>
        balances?.Values.FirstOrDefault(balance => balance.Currency.Code == currency).Minor ?? 0;

    private void Release(Seen seen, Transfer transfer)
    {
        var order = Facts.OrderOfEscrow(seen.Aggregate);
        if (!releases.TryGetValue(order, out var release))
            releases.Add(order, release = new Released(seen.Place, transfer.Credit));
        release.Minor += transfer.Minor;
        release.Currency = transfer.Currency;
    }

    private void Post(string account, string currency, long minor)
    {
        if (!account.StartsWith("seller:", StringComparison.Ordinal)) return;
        ledger[(account, currency)] = ledger.GetValueOrDefault((account, currency)) + minor;
    }

    private static bool IsPayable(string account) =>
        account.StartsWith("seller:", StringComparison.Ordinal)
        && account.EndsWith(":payable", StringComparison.Ordinal);
}
