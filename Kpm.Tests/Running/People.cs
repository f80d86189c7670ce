namespace Kpm.Tests.Running;

/// <summary>Who uses the system in a test.</summary>
public sealed record Person(string Username, string Email, string Password, string? PublicName = null)
{
    private static int _count;

    /// <summary>Somebody who did not exist before.</summary>
    public static Person New(string name)
    {
        var unique = $"{Environment.ProcessId % 10000}_{Interlocked.Increment(ref _count)}";
        return new Person($"{name[..Math.Min(4, name.Length)]}{unique}", $"{name}.{unique}.{Guid.NewGuid():N}@example.com", "correct horse battery", name);
    }
}

/// <summary>A file on its way into the vault.</summary>
public sealed record FileToUpload(string Name, string Type, byte[] Bytes)
{
    /// <summary>A binary of this many random bytes.</summary>
    public static FileToUpload Binary(int size) => new("box.bin", "application/octet-stream", System.Security.Cryptography.RandomNumberGenerator.GetBytes(size));

    /// <summary>
    /// A photo that any viewer shows: a baseline JPEG (ITU-T T.81) with this many mebibytes of comment segments before its picture.
    /// </summary>
    public static FileToUpload Photo(int mebibytes)
    {
        var picture = Convert.FromBase64String(
            "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////"
            + "wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=");
        var photo = new MemoryStream();
        photo.Write(picture.AsSpan(0, 20));
        for (var i = 0; i < mebibytes * 16; i++)
        {
            photo.Write([0xFF, 0xFE, 0xFF, 0xFF]);
            photo.Write(System.Security.Cryptography.RandomNumberGenerator.GetBytes(0xFFFF - 2));
        }

        photo.Write(picture.AsSpan(20));
        return new FileToUpload("wedding.jpg", "image/jpeg", photo.ToArray());
    }
}
