using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ParameterList ParameterList(params Modules.Parameter[] parameters) => new(parameters);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Parameters in a row, named by their place once the list is a component of a module.</summary>
    public class ParameterList : nn.Module, IList<Parameter>
    {
        private readonly List<Parameter> _list = [];
        private bool _registered;

        public ParameterList(params Parameter[] parameters)
            : base(nameof(ParameterList)) => _list.AddRange(parameters);

        public int Count => _list.Count;

        public bool IsReadOnly => false;

        public Parameter this[int index]
        {
            get => _list[index];
            set => _list[index] = value;
        }

        public void Add(Parameter item) => _list.Add(item);

        public void append(params Parameter[] parameters) => _list.AddRange(parameters);

        public void extend(IEnumerable<Parameter> parameters) => _list.AddRange(parameters);

        public void Clear() => _list.Clear();

        public bool Contains(Parameter item) => _list.Exists(p => ReferenceEquals(p, item));

        public void CopyTo(Parameter[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

        public int IndexOf(Parameter item) => _list.FindIndex(p => ReferenceEquals(p, item));

        public void Insert(int index, Parameter item) => _list.Insert(index, item);

        public bool Remove(Parameter item)
        {
            var place = IndexOf(item);
            if (place < 0) return false;
            _list.RemoveAt(place);
            return true;
        }

        public void RemoveAt(int index) => _list.RemoveAt(index);

        public IEnumerator<Parameter> GetEnumerator() => _list.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        protected override void RegisterComponents()
        {
            if (_registered) return;
            for (var i = 0; i < _list.Count; i++) register_parameter($"{i}", _list[i]);
            _registered = true;
        }
    }
}
