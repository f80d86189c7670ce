using System.Security.Cryptography;
using System.Text;

namespace Kpm.Core.Shared;

/// <summary>Ids that follow from a cause, so that repeating the work names the same thing again.</summary>
public static class DerivedId
{
    /// <summary>A UUID version 8 (RFC 9562, section 5.8) from the SHA-256 of cause and purpose.</summary>
    /// <param name="cause">What led to the new thing, for example an event id.</param>
    /// <param name="purpose">Tells apart several things that follow from one cause.</param>
    public static TId From<TId>(string cause, string purpose) where TId : struct, IEntityId<TId>
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}\n{cause}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return TId.Of(new Guid(hash.AsSpan(0, 16), bigEndian: true));
    }
}
