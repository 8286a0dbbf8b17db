using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>Who may ask for what.</summary>
internal static class Roles
{
    public static readonly IReadOnlyList<Role> All = [Role.Buyer, Role.Seller, Role.Operator, Role.Carrier];
    public static readonly IReadOnlyList<Role> Parties = [Role.Buyer, Role.Seller, Role.Operator];
    public static readonly IReadOnlyList<Role> Buyer = [Role.Buyer];
    public static readonly IReadOnlyList<Role> Seller = [Role.Seller];
    public static readonly IReadOnlyList<Role> Operator = [Role.Operator];
    public static readonly IReadOnlyList<Role> Carrier = [Role.Carrier];
    public static readonly IReadOnlyList<Role> SellerOrOperator = [Role.Seller, Role.Operator];
    public static readonly IReadOnlyList<Role> BuyerOrSeller = [Role.Buyer, Role.Seller];
    public static readonly IReadOnlyList<Role> BuyerOrOperator = [Role.Buyer, Role.Operator];
}
