using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => ModuleDict<Module>(modules);

            public static Modules.ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module
            {
                var result = new Modules.ModuleDict<T>();
                foreach (var (name, module) in modules) result.Add(name, module);
                return result;
            }
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Modules by name, in the order in which they came; components once the dictionary is one.</summary>
    public class ModuleDict<T> : nn.Module, IEnumerable<(string, T)> where T : nn.Module
    {
        private readonly OrderedDict<string, T> _modules = new();
        private bool _registered;

        public ModuleDict()
            : base("ModuleDict")
        {
        }

        public int Count => _modules.Count;

        public T this[string key]
        {
            get => _modules[key];
            set => _modules[key] = value;
        }

        public IEnumerable<string> keys() => _modules.keys();

        public IEnumerable<T> values() => _modules.values();

        public void Add(string key, T value) => _modules.Add(key, value);

        public void Add((string, T) item) => _modules.Add(item.Item1, item.Item2);

        public bool ContainsKey(string key) => _modules.ContainsKey(key);

        public bool Remove(string key) => _modules.Remove(key);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _modules.TryGetValue(key, out value);

        public void clear() => _modules.clear();

        public IEnumerator<(string, T)> GetEnumerator() => _modules.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        protected override void RegisterComponents()
        {
            if (_registered) return;
            foreach (var (name, module) in _modules) register_module(name, module);
            _registered = true;
        }
    }
}
