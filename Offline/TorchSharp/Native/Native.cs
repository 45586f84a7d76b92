using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace TorchSharp;

/// <summary>The native shim: where it is found, how its errors become exceptions.</summary>
internal static unsafe partial class Native
{
    private const string Library = "akkadreamer_torch";

    /// <summary>One position of an index, as native/shape.cpp reads it.</summary>
    internal struct Index
    {
        public long Kind, Start, Stop, Step;
        public nint Tensor;
    }

#pragma warning disable CA2255 // The resolver must stand before the first native call, whoever makes it.
    [ModuleInitializer]
    internal static void Initialize() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, Resolve);
#pragma warning restore CA2255

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return 0;
        var folders = new[] { AppContext.BaseDirectory, Path.GetDirectoryName(assembly.Location) ?? "" }.Distinct();
        var reason = "it is in none of the application's folders";
        foreach (var folder in folders)
        {
            var file = Path.Combine(folder, "libakkadreamer_torch.so");
            if (!File.Exists(file)) continue;
            try
            {
                return NativeLibrary.Load(file);
            }
            catch (DllNotFoundException e)
            {
                reason = e.Message.ReplaceLineEndings(" ");
            }
        }

        throw new DllNotFoundException($"libakkadreamer_torch.so (the native part of AkkaDreamer.Offline.TorchSharp) cannot be loaded: {reason}. Run ./setup.sh and build again.");
    }

    /// <summary>The exception for what this thread's last native call said.</summary>
    internal static ExternalException Failure()
    {
        var text = error();
        var message = text == null ? "A native call returned no tensor." : Marshal.PtrToStringUTF8((nint)text)!;
        error_clear();
        return new ExternalException(message);
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Throw() => throw Failure();

    /// <summary>Throws when a call that answers 1 (done) answered otherwise.</summary>
    internal static void Check(int done)
    {
        if (done <= 0) Throw();
    }

    /// <summary>Throws when a call that answers 0 or 1, and -1 for an error, failed.</summary>
    internal static bool Truth(int answer)
    {
        if (answer < 0) Throw();
        return answer != 0;
    }
}
