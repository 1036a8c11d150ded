using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

/// <summary>Evaluates an argument of an actor's constructor without compiling what is only a constant or a captured variable.</summary>
internal static class ArgumentValue
{
    public static object Of(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(member.Expression is null ? null : Of(member.Expression)),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert when convert.Type.IsAssignableFrom(convert.Operand.Type) => Of(convert.Operand),
        _ => Expression.Lambda<Func<object>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)(),
    };
}
