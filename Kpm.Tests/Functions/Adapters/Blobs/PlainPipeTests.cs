using System.Security.Cryptography;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Adapters.Blobs;

namespace Kpm.Tests.Functions.Adapters.Blobs;

public sealed class PlainPipeTests
{
    [Fact]
    public async Task Given_AWriter_When_Read_Then_TheBytesArriveAndTheWriterIsNeverFarAhead()
    {
        var bytes = RandomNumberGenerator.GetBytes(20_000_000);
        var (written, read, farthest) = (0, 0, 0);

        var digest = await PlainPipe.RunAsync(WriteAsync, ReadAsync, default);

        digest.Should().Equal(SHA256.HashData(bytes));
        farthest.Should().BeLessThan(4 * 1024 * 1024);

        async Task WriteAsync(Stream destination, CancellationToken token)
        {
            for (; written < bytes.Length; written += 100_000) await destination.WriteAsync(bytes.AsMemory(written, 100_000), token);
        }

        async Task<byte[]> ReadAsync(Stream plain, CancellationToken token)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[50_000];
            for (int count; (count = await plain.ReadAsync(buffer, token)) > 0;)
            {
                hash.AppendData(buffer, 0, count);
                read += count;
                farthest = Math.Max(farthest, Volatile.Read(ref written) - read);
                await Task.Yield();
            }

            return hash.GetHashAndReset();
        }
    }

    [Fact]
    public async Task Given_AWriterThatFails_When_Read_Then_TheReaderFailsToo() =>
        await FluentActions.Awaiting(() => PlainPipe.RunAsync(
            async (destination, token) =>
            {
                await destination.WriteAsync(new byte[10], token);
                throw new SealBrokenException();
            },
            ReadToEndAsync,
            default)).Should().ThrowAsync<SealBrokenException>();

    [Fact]
    public async Task Given_AReaderThatFails_When_TheWriterGoesOn_Then_ItEndsAndTheFailureIsTheReaders()
    {
        var isEnded = false;
        await FluentActions.Awaiting(() => PlainPipe.RunAsync<int>(WriteForEverAsync, (_, _) => throw new InvalidOperationException("full"), default))
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("full");
        isEnded.Should().BeTrue();

        async Task WriteForEverAsync(Stream destination, CancellationToken token)
        {
            try
            {
                while (true) await destination.WriteAsync(new byte[100_000], token);
            }
            finally
            {
                isEnded = true;
            }
        }
    }

    /// <summary>Many times, because the writer may be anywhere when the reader ends; and a writer that looks at no token ends too.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_AReaderThatHasEnough_When_ItEndsEarly_Then_TheWriterEnds(bool looksAtToken)
    {
        var bytes = new byte[100_000];
        for (var i = 0; i < 500; i++)
        {
            var read = await PlainPipe.RunAsync(
                async (destination, token) =>
                {
                    while (true) await destination.WriteAsync(bytes, looksAtToken ? token : CancellationToken.None);
                },
                async (plain, token) => await plain.ReadAsync(new byte[7], token),
                default).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

            read.Should().Be(7);
        }
    }

    private static async Task<int> ReadToEndAsync(Stream plain, CancellationToken token)
    {
        await plain.CopyToAsync(Stream.Null, token);
        return 0;
    }
}
