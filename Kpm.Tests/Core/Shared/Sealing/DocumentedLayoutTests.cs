using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Kpm.Tests.Core.Shared.Sealing;

/// <summary>Opens a sealed file with nothing but docs/file-format.md, so that the page and the code say the same.</summary>
public sealed class DocumentedLayoutTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(57)]
    [InlineData(300)]
    public async Task Given_ASealedFile_When_OpenedAsThePageSays_Then_ItIsThePlainFile(int length)
    {
        var sealedFile = await SealedBytes.SealAsync(Sample.Bytes(length));

        Open(sealedFile, segmentSize: 64).Should().Equal(Sample.Bytes(length));
    }

    private static byte[] Open(byte[] file, int segmentSize)
    {
        file[0].Should().Be(40);
        var (salt, prefix) = (file[1..33], file[33..40]);
        var fileKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, Sample.Bytes(32), 32, [], "kpm.file.v1"u8.ToArray());
        var binding = LengthPrefixed("kpm.file.v1", "018f0000-0000-7000-8000-0000000000a1", "018f0000-0000-7000-8000-0000000000f1");
        using var gcm = new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, fileKey, 32, salt, binding), 16);

        var plain = new List<byte>();
        var start = 40;
        for (uint segment = 0; start < file.Length; segment++)
        {
            var end = Math.Min(file.Length, ((int)segment + 1) * segmentSize);
            var opened = new byte[end - start - 16];
            gcm.Decrypt(Nonce(prefix, segment, isLast: end == file.Length), file[start..(end - 16)], file[(end - 16)..end], opened);
            plain.AddRange(opened);
            start = end;
        }

        return [.. plain];
    }

    private static byte[] Nonce(byte[] prefix, uint segment, bool isLast)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, segment);
        return [.. prefix, .. number, isLast ? (byte)1 : (byte)0];
    }

    private static byte[] LengthPrefixed(params string[] parts) =>
        [.. parts.SelectMany(part => new byte[] { 0, 0, 0, (byte)part.Length }.Concat(Encoding.UTF8.GetBytes(part)))];
}
