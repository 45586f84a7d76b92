namespace TorchSharp.Modules;

/// <summary>Marks a module that has nothing to move or convert.</summary>
public interface IParameterLessModule;
