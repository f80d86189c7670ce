using System.Globalization;
using Amqp.Types;

namespace Kpm.Local.ServiceBus.Links;

/// <summary>Reads an AMQP map of properties to change.</summary>
internal static class PropertyMap
{
    public static IReadOnlyDictionary<string, object>? From(Map? map) =>
        map?.ToDictionary(pair => Convert.ToString(pair.Key, CultureInfo.InvariantCulture)!, pair => pair.Value, StringComparer.Ordinal);
}
