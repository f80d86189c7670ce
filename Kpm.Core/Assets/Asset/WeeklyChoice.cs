using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>Chooses the memories that a person is reminded of, the same for a whole week (ISO 8601, UTC).</summary>
public static class WeeklyChoice
{
    /// <summary>
    /// All assets in the order in which they would be chosen: those that were there when the week began, as if shuffled anew for every
    /// person and week, then the others, oldest first. One that goes makes way for the next, and one that comes takes nobody's place.
    /// </summary>
    public static IReadOnlyList<AssetEntry> Order(UserId person, IEnumerable<AssetEntry> assets, Timestamp now)
    {
        var today = now.ToDateTimeOffset().UtcDateTime;
        var week = string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(today)}-W{ISOWeek.GetWeekOfYear(today)}");
        var monday = new DateTimeOffset(ISOWeek.ToDateTime(ISOWeek.GetYear(today), ISOWeek.GetWeekOfYear(today), DayOfWeek.Monday), TimeSpan.Zero);
        var begin = new Timestamp(monday.ToUnixTimeMilliseconds());
        return [.. assets
            .OrderBy(asset => asset.CreatedTs >= begin ? asset.CreatedTs.UnixMilliseconds : 0)
            .ThenBy(asset => Lot(person, week, asset.Id), StringComparer.Ordinal)];
    }

    private static string Lot(UserId person, string week, AssetId asset) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{person}/{week}/{asset}")));
}
