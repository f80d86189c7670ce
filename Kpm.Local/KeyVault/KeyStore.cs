using System.Text.Json.Serialization;
using System.Text.Json;
using Kpm.Local.Hosting;

namespace Kpm.Local.KeyVault;

/// <summary>The vault's keys with all their versions: one file per key, readable by its owner only.</summary>
public sealed class KeyStore
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<KeyVersion>> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _folder;
    private readonly TimeProvider _time;

    public KeyStore(string folder, TimeProvider time)
    {
        _time = time;
        _folder = Directory.CreateDirectory(Path.Combine(folder, "keys")).FullName;
        foreach (var file in Directory.EnumerateFiles(_folder, "*.json"))
        {
            var records = JsonSerializer.Deserialize<KeyRecord[]>(File.ReadAllText(file), Json) ?? throw new InvalidDataException($"{file} is empty.");
            _keys.Add(Path.GetFileNameWithoutExtension(file), [.. records.Select(KeyVersion.Open)]);
        }
    }

    /// <summary>Creates the key unless it exists.</summary>
    public void Ensure(string name, KeyKind kind)
    {
        lock (_lock)
        {
            if (!_keys.ContainsKey(name)) Save(name, [KeyVersion.Create(kind, _time.GetUtcNow())]);
        }
    }

    /// <summary>The named version, or the newest one; null when there is none.</summary>
    public KeyVersion? Find(string name, string? version)
    {
        lock (_lock)
        {
            if (!_keys.TryGetValue(name, out var versions)) return null;
            return version is null ? versions[^1] : versions.Find(v => string.Equals(v.Record.Version, version, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>Every version, oldest first; empty for an unknown key.</summary>
    public IReadOnlyList<KeyVersion> Versions(string name)
    {
        lock (_lock) return _keys.TryGetValue(name, out var versions) ? [.. versions] : [];
    }

    /// <summary>Adds a new version of the same kind; null for an unknown key.</summary>
    public KeyVersion? Rotate(string name)
    {
        lock (_lock)
        {
            if (!_keys.TryGetValue(name, out var versions)) return null;
            Save(name, [.. versions, KeyVersion.Create(versions[^1].Record.Kind, _time.GetUtcNow())]);
            return _keys[name][^1];
        }
    }

    /// <summary>Enables or disables a version; null for an unknown one.</summary>
    public KeyVersion? SetEnabled(string name, string version, bool enabled)
    {
        lock (_lock)
        {
            if (Find(name, version) is not { } current) return null;
            var changed = current.With(current.Record with { Enabled = enabled, Updated = _time.GetUtcNow().ToUnixTimeSeconds() });
            Save(name, [.. _keys[name].Select(v => v == current ? changed : v)]);
            return changed;
        }
    }

    private void Save(string name, List<KeyVersion> versions)
    {
        PrivateFile.Write(Path.Combine(_folder, $"{name}.json"), JsonSerializer.Serialize(versions.Select(v => v.Record), Json));
        _keys[name] = versions;
    }
}
