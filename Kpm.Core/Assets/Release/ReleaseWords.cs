using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>The words of the kinds of bequest.</summary>
public static class BequestWords
{
    public static string Of(BequestType bequest) => bequest switch
    {
        BequestType.Gift => "gift",
        BequestType.CoOwnership => "co-ownership",
        BequestType.Copy => "copy",
        BequestType.Self => "self",
    };

    internal static BequestType Read(string? word, BequestType otherwise, FieldRules rules)
    {
        if (word is null) return otherwise;
        foreach (var bequest in Enum.GetValues<BequestType>())
            if (Of(bequest) == word) return bequest;
        rules.Require(false, "/bequest_type", new UnknownWord(string.Join(", ", Enum.GetValues<BequestType>().Select(Of))));
        return otherwise;
    }
}

/// <summary>The words of the ways of delivery.</summary>
public static class DeliveryWords
{
    public static string Of(DeliveryMode delivery) => delivery switch
    {
        DeliveryMode.Claim => "claim",
        DeliveryMode.Automatic => "automatic",
    };

    internal static DeliveryMode Read(string? word, DeliveryMode otherwise, FieldRules rules)
    {
        if (word is null) return otherwise;
        foreach (var delivery in Enum.GetValues<DeliveryMode>())
            if (Of(delivery) == word) return delivery;
        rules.Require(false, "/delivery", new UnknownWord(string.Join(", ", Enum.GetValues<DeliveryMode>().Select(Of))));
        return otherwise;
    }
}
