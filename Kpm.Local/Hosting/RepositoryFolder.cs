namespace Kpm.Local.Hosting;

/// <summary>The repository that this program was built in: the tools that parts start (npm packages, dotnet tools) are restored there.</summary>
public static class RepositoryFolder
{
    /// <summary>The nearest folder above the program that holds the solution.</summary>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Kpm.sln"))) return folder.FullName;

        throw new DirectoryNotFoundException("Kpm.sln was not found above the program: this part runs from a clone of the repository only.");
    }
}
