using System.Text.Json;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>Who owns a lease that lies in a file, for tests with processes: a holder, in which incarnation (nonce, epoch), until when.</summary>
/// <param name="Owner">system@host:port.</param>
/// <param name="Nonce">Of the process; empty when another has assigned it.</param>
/// <param name="Epoch">Goes up with each process.</param>
/// <param name="Expiry">Milliseconds since 1970.</param>
public sealed record LeaseRow(string Owner, string Nonce, long Epoch, long Expiry)
{
    public bool IsExpired => Now >= Expiry;

    public static long Now => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>One step at a time, whichever process takes it; a process that is killed in the middle leaves what was there.</summary>
    public static T Change<T>(string file, Func<LeaseRow, (LeaseRow Next, T Result)> change)
    {
        using var mutex = new Mutex(false, "Global\\" + Path.GetFileName(file));
        try
        {
            mutex.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // its last owner was killed, and the file is whole: it is replaced, not written over
        }

        try
        {
            var row = File.Exists(file) ? JsonSerializer.Deserialize<LeaseRow>(File.ReadAllText(file))! : new LeaseRow("", "", 0, 0);
            var (next, result) = change(row);
            if (next != row)
            {
                File.WriteAllText(file + ".new", JsonSerializer.Serialize(next));
                File.Move(file + ".new", file, overwrite: true);
            }

            return result;
        }
        finally
        {
            mutex.ReleaseMutex();
        }
    }
}
