using System.Text.Json;
using OrleansMarket.Web;

namespace OrleansMarket.Market.Tests;

/// <summary>What looks like a payment card, and what only looks a little like one.</summary>
public sealed class CardNumberTests
{
    /// <summary>The numbers that payment providers give out for tests, one of each kind of card.</summary>
    private static readonly string[] Cards =
    [
        "4242424242424242", "4000056655665556", "5555555555554444", "2223003122003222", "5105105105105100",
        "378282246310005", "371449635398431", "6011111111111117", "3056930009020004", "36227206271667",
        "6555900000604105", "3566002020360505", "6200000000000005", "4222222222222",
        "6304000000000000000"[..16] + "000",
    ];

    public static TheoryData<string> Disguises() => new(Cards.SelectMany(card => new[]
    {
        card, $" {card} ", string.Join(' ', card.Chunk(4).Select(part => new string(part))),
        string.Join('-', card.Chunk(4).Select(part => new string(part))), $"my card is {card}, thanks", $"card:{card}",
        $"12 {card}",
        string.Concat(card.Select(digit => (char)('\uff10' + (digit - '0')))),
    }));

    [Theory]
    [MemberData(nameof(Disguises))]
    public void A_card_number_is_found_in_any_clothes(string text) => Assert.True(CardNumbers.IsIn(text), text);

    [Fact]
    public void Every_number_with_a_right_check_digit_is_found_and_none_with_a_wrong_one()
    {
        var chance = new Random(42);
        for (var round = 0; round < 5_000; round++)
        {
            var digits = Enumerable.Range(0, chance.Next(12, 19))
                .Select(i => chance.Next(i == 0 ? 2 : 0, 10))
                .ToArray();
            var sum = digits.Reverse()
                .Select((digit, i) => i % 2 == 1 ? digit : digit > 4 ? (2 * digit) - 9 : 2 * digit)
                .Sum();
            for (var check = 0; check < 10; check++)
            {
                var number = string.Concat(digits) + check;
                Assert.Equal((sum + check) % 10 == 0, CardNumbers.IsIn(number));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("4242424242424241")]
    [InlineData("424242424242")]
    [InlineData("42424242424242424242")]
    [InlineData("evt-4242424242424242")]
    [InlineData("evt_4242424242424242")]
    [InlineData("JD4242424242424242")]
    [InlineData("4242424242424242abc")]
    [InlineData("ord_01kc9w3v8xq2m4n6p8r0s2t4v7.1")]
    [InlineData("+4917012345678")]
    [InlineData("1 Main Street, 12345 Springfield")]
    [InlineData("2026-11-11T00:00:00.000Z")]
    public void An_id_a_telephone_number_and_an_address_are_no_cards(string text) =>
        Assert.False(CardNumbers.IsIn(text), text);

    [Fact]
    public void A_time_in_milliseconds_is_no_card()
    {
        for (var time = 1_732_000_000_000; time < 1_732_000_001_000; time++) Assert.False(CardNumbers.IsIn($"{time}"));
    }

    [Theory]
    [InlineData("card_number")]
    [InlineData("cardNumber")]
    [InlineData("Card-No")]
    [InlineData("PAN")]
    [InlineData("cvc")]
    [InlineData("security_code")]
    public void A_field_for_card_data_is_known_by_its_name(string name) => Assert.True(CardNumbers.IsName(name));

    [Theory]
    [InlineData("""{"a": {"b": ["x", "4242424242424242"]}}""", "a.b[1]")]
    [InlineData("""{"a": 4242424242424242}""", "a")]
    [InlineData("""{"a": {"cvv": null}}""", "a.cvv")]
    [InlineData("""{"total": {"amount": 4242424242424242, "currency": "USD"}}""", null)]
    [InlineData("""{"quantity": 1000000000, "name": "Ada"}""", null)]
    public void The_field_is_named(string json, string? field) =>
        Assert.Equal(field, CardNumbers.FieldIn(JsonSerializer.Deserialize<JsonElement>(json)));
}
