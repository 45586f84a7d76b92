using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Run;
using Microsoft.Data.Sqlite;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

public sealed class JournalFileTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("dreamer");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void The_journal_writes_ahead_and_syncs_every_commit_whoever_opens_it_later()
    {
        var folder = new RunFolder(directory.FullName);
        JournalFile.Prepare(folder);
        JournalFile.Prepare(folder);
        using var connection = new SqliteConnection($"Data Source={folder.Journal};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", command.ExecuteScalar());
        command.CommandText = "PRAGMA synchronous"; // by default: what opens it sets nothing
        Assert.Equal(2L, command.ExecuteScalar()); // FULL
    }

    [Fact]
    public void A_journal_that_is_missing_although_there_are_steps_is_refused_and_none_is_made()
    {
        var folder = new RunFolder(directory.FullName);
        Directory.CreateDirectory(folder.Segments);
        JournalFile.Prepare(folder); // an empty folder may have been left by a start that was killed
        File.Delete(folder.Journal);
        File.WriteAllText(Path.Combine(folder.Segments, "0000.segment"), "steps");
        Assert.Contains("is missing, and only it says what the files in segments/ are", Assert.Throws<ConfigurationException>(() => JournalFile.Prepare(folder)).Message);
        File.WriteAllText(folder.Journal + ".new", "");
        Assert.Contains("--repair` ends it", Assert.Throws<ConfigurationException>(() => JournalFile.Prepare(folder)).Message);
        Assert.False(File.Exists(folder.Journal));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_with_one_line_and_left_as_it_is()
    {
        var folder = new RunFolder(directory.FullName);
        var text = string.Concat(Enumerable.Repeat("this is no database ", 200));
        File.WriteAllText(folder.Journal, text);
        var refused = Assert.Throws<ConfigurationException>(() => JournalFile.Prepare(folder));
        Assert.Contains(folder.Journal, refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Equal(text, File.ReadAllText(folder.Journal));
    }
}
