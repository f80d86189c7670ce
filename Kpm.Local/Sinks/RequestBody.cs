namespace Kpm.Local.Sinks;

/// <summary>Reads a request's body up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>The body, or null when it is longer than the limit. It is read to its end either way, so that the client gets to read the answer.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int limit)
    {
        using var body = new MemoryStream();
        var buffer = new byte[81920];
        var total = 0L;
        for (int read; (read = await request.Body.ReadAsync(buffer)) > 0;)
        {
            total += read;
            if (total <= limit) body.Write(buffer, 0, read);
        }

        return total <= limit ? body.ToArray() : null;
    }
}
