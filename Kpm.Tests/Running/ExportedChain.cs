using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kpm.Core.Shared;

namespace Kpm.Tests.Running;

/// <summary>Verifies an exported history with nothing but docs/history-format.md, as a stranger's program would.</summary>
internal static class ExportedChain
{
    public static bool Verify(UserId person, IReadOnlyList<JsonElement> steps)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"kpm.history.v1\n{person}"));
        for (var i = 0; i < steps.Count; i++)
        {
            var receipt = steps[i].GetProperty("receipt_sha256").GetString();
            var bytes = new byte[receipt is null ? 80 : 112];
            hash.CopyTo(bytes, 0);
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(32), steps[i].GetProperty("sequence").GetInt64());
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(40), steps[i].GetProperty("occurred_ts").GetInt64());
            Convert.FromHexString(steps[i].GetProperty("payload_sha256").GetString()!).CopyTo(bytes, 48);
            if (receipt is not null) Convert.FromHexString(receipt).CopyTo(bytes, 80);
            hash = SHA256.HashData(bytes);
            if (steps[i].GetProperty("sequence").GetInt64() != i + 1 || steps[i].GetProperty("hash").GetString() != Convert.ToHexStringLower(hash)) return false;
        }

        return true;
    }
}
