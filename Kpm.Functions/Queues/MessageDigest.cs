using System.Security.Cryptography;
using System.Text;

namespace Kpm.Functions.Queues;

/// <summary>Names a message that has no readable id.</summary>
internal static class MessageDigest
{
    public static string Of(string message) => "sha256-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message)));
}
