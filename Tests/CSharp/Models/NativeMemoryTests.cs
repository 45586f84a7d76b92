using System.Runtime.InteropServices;
using AkkaDreamer.Models.Native;
using Xunit;

namespace AkkaDreamer.Tests.Models;

public sealed class NativeMemoryTests
{
    private const int Block = 64 << 10, Blocks = 8 << 10; // 512 MiB

    [Fact]
    public void What_lies_unused_between_blocks_in_use_is_given_back()
    {
        if (!OperatingSystem.IsLinux()) return;
        var blocks = Enumerable.Range(0, Blocks).Select(_ => Marshal.AllocHGlobal(Block)).ToArray();
        try
        {
            foreach (var block in blocks)
                for (var i = 0; i < Block; i += 4096) Marshal.WriteByte(block, i, 1);
            for (var i = 0; i < Blocks; i += 2) Marshal.FreeHGlobal(blocks[i]); // each between two in use
            var before = Environment.WorkingSet;
            NativeEnvironment.Trim();
            Assert.InRange(before - Environment.WorkingSet, 128 << 20, long.MaxValue); // of 256 MiB, whatever other tests take meanwhile
            Assert.Equal(1, Marshal.ReadByte(blocks[1]));
        }
        finally
        {
            for (var i = 1; i < Blocks; i += 2) Marshal.FreeHGlobal(blocks[i]);
            NativeEnvironment.Trim();
        }
    }
}
