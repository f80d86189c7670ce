using System.Text;
using CsCheck;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Kpm.Tests.Soak;

/// <summary>
/// Sends uploads in every form that a client or an attacker could: what is whole arrives byte for byte, what is not is refused in a known
/// way, and nothing waits for ever. A careless reader, planted here, must be found first.
/// </summary>
internal static class MultipartFuzz
{
    private const int Tries = 5_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<string> RunRoundAsync(PCG random)
    {
        if (await FindLossAsync(random, ReadCarelesslyAsync) is not { } found) throw new InvalidOperationException("The planted fault was not found.");
        if (await FindLossAsync(random, ReadAsync) is { } lost) throw new InvalidOperationException($"Arrived altered: {lost}");
        var refused = await AlterAsync(random);
        return $"{Tries} whole bodies arrived, of {Tries} altered ones {refused} were refused; the planted fault was found ({found})";
    }

    /// <returns>The first content that did not arrive as it was sent, in words; null when all did.</returns>
    private static async Task<string?> FindLossAsync(PCG random, Func<byte[], string, PCG, Task<byte[]?>> readAsync)
    {
        for (var i = 0; i < Tries; i++)
        {
            var (body, boundary, content) = Whole(random);
            var arrived = await readAsync(body, boundary, random);
            if (arrived is null || !arrived.AsSpan().SequenceEqual(content)) return $"{content.Length} bytes within {body.Length}";
        }

        return null;
    }

    private static async Task<int> AlterAsync(PCG random)
    {
        var refused = 0;
        for (var i = 0; i < Tries; i++)
        {
            var (body, boundary, _) = Whole(random);
            for (var changes = 1 + random.Next(4); changes > 0; changes--) body = Altered(body, random);
            try
            {
                if (await ReadAsync(body, boundary, random) is null) refused++;
            }
            catch (Exception known) when (known is IOException or InvalidDataException or BadHttpRequestException)
            {
                refused++;
            }
        }

        return refused;
    }

    private static async Task<byte[]?> ReadAsync(byte[] body, string boundary, PCG random)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = $"multipart/form-data; boundary={boundary}";
        request.Body = new Trickle(body, 1 + (int)random.Next(300));
        using var patience = new CancellationTokenSource(Patience);
        var file = await MultipartFile.OpenAsync(request, "file", patience.Token);
        if (file.IsFailure) return null;
        using var content = new MemoryStream();
        await file.Value.Content.CopyToAsync(content, patience.Token);
        return content.ToArray();
    }

    /// <summary>Takes anything that begins like a boundary for the end.</summary>
    private static Task<byte[]?> ReadCarelesslyAsync(byte[] body, string boundary, PCG random)
    {
        var start = body.AsSpan().LastIndexOf("octet-stream\r\n\r\n"u8) + "octet-stream\r\n\r\n".Length;
        var end = body.AsSpan(start).IndexOf("\r\n--"u8);
        return Task.FromResult<byte[]?>(end < 0 ? null : body[start..(start + end)]);
    }

    /// <summary>A right body, whose content is full of what looks like a boundary, and holds none (RFC 2046, section 5.1.1).</summary>
    private static (byte[] Body, string Boundary, byte[] Content) Whole(PCG random)
    {
        var boundary = $"b{random.Next(1_000_000)}";
        var content = Content(random, boundary);
        while (content.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"--{boundary}")) >= 0) content = Content(random, boundary);
        var before = random.Next(2) == 0 ? "" : $"--{boundary}\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nfirst\r\n";
        var head = $"{before}--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        return ([.. Encoding.ASCII.GetBytes(head), .. content, .. Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n")], boundary, content);
    }

    private static byte[] Content(PCG random, string boundary)
    {
        var content = new List<byte>();
        for (var pieces = random.Next(6); pieces > 0; pieces--)
        {
            content.AddRange(random.Next(4) switch
            {
                0 => Encoding.ASCII.GetBytes($"\r\n--{boundary[..(int)random.Next((uint)boundary.Length)]}"),
                1 => "\r\n--"u8.ToArray(),
                2 => "\r"u8.ToArray(),
                _ => Bytes(random, (int)random.Next(5_000)),
            });
        }

        return [.. content];
    }

    private static byte[] Altered(byte[] body, PCG random)
    {
        var at = (int)random.Next((uint)Math.Max(1, body.Length));
        switch (random.Next(4))
        {
            case 0 when body.Length > 0:
                var flipped = body.ToArray();
                flipped[at] ^= (byte)(1 << (int)random.Next(8));
                return flipped;
            case 1:
                return body[..at];
            case 2:
                return [.. body[..at], .. Bytes(random, (int)random.Next(50)), .. body[at..]];
            default:
                return [.. body[..at], .. body[Math.Max(0, at - 40)..]];
        }
    }

    private static byte[] Bytes(PCG random, int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++) bytes[i] = (byte)random.Next(256);
        return bytes;
    }

    /// <summary>Gives a few bytes at a time, as a slow line does.</summary>
    private sealed class Trickle(byte[] bytes, int most) : MemoryStream(bytes, writable: false)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, most)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, most));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => base.ReadAsync(buffer, offset, Math.Min(count, most), cancellationToken);
    }
}
