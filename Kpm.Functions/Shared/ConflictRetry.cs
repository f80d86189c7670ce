using System.Security.Cryptography;
using Kpm.Core.Shared;

namespace Kpm.Functions.Shared;

/// <summary>Runs a decision again when another writer was faster: loads and decides anew, a bounded number of times.</summary>
internal static class ConflictRetry
{
    private const int Attempts = 8;

    /// <exception cref="ConcurrencyConflictException">Every attempt lost.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> decide)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await decide();
            }
            catch (ConcurrencyConflictException) when (attempt < Attempts)
            {
                await Task.Delay(RandomNumberGenerator.GetInt32(1, 10 * attempt));
            }
        }
    }

    /// <exception cref="ConcurrencyConflictException">Every attempt lost.</exception>
    public static Task RunAsync(Func<Task> decide) => RunAsync(async () =>
    {
        await decide();
        return true;
    });
}
