using System.Security.Cryptography;
using System.Text;
using AkkaDreamer.Actors.Configuration;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>The secret of a cluster: as configured, or, for one that stays on this machine, a file that only this user can read, made when it is first needed.</summary>
public static class ClusterSecret
{
    /// <summary>That file.</summary>
    public static string File { get; } = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "akkadreamer", "cluster.secret");

    /// <summary>The secret's bytes. Throws <see cref="ConfigurationException"/>, one line, when the file cannot be read or made.</summary>
    public static byte[] Of(ClusterOptions options) => Encoding.UTF8.GetBytes(options.Secret.Length > 0 ? options.Secret : OfFile());

    private static string OfFile()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            if (!System.IO.File.Exists(File))
            {
                var access = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows()) access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                var temporary = $"{File}.{Environment.ProcessId}";
                using (var writer = new StreamWriter(temporary, access)) writer.Write(RandomNumberGenerator.GetHexString(64, lowercase: true));
                if (!System.IO.File.Exists(File)) System.IO.File.Move(temporary, File, overwrite: false); // whole, or not there
                else System.IO.File.Delete(temporary);
            }

            var secret = System.IO.File.ReadAllText(File).Trim();
            return secret.Length >= ClusterOptions.ShortestSecret ? secret : throw new ConfigurationException($"{File} holds no secret; delete it, or set dreamer.cluster.secret");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The cluster's secret cannot be kept in {File}: {fault.Message} Set dreamer.cluster.secret instead.");
        }
    }
}
