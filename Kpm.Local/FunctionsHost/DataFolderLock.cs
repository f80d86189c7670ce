namespace Kpm.Local.FunctionsHost;

/// <summary>Holds the data folder for one host: a second one would end the first one's worker as a leftover.</summary>
internal static class DataFolderLock
{
    /// <summary>The lock, which the operating system lets go when the process ends; null when a running host holds it.</summary>
    public static FileStream? Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(Path.Combine(folder, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
