"""The grammar of expressions for lark (LALR); docs/form-language.md explains it in words."""

GRAMMAR = r"""
start: item (";" item)*

item: NAME "=" _expr -> named
    | _expr          -> plain

_expr: or_expr
?or_expr: and_expr ("or" and_expr)*
?and_expr: not_expr ("and" not_expr)*
?not_expr: "not" not_expr -> negation
         | comparison
?comparison: sum
           | sum COMPARE sum  -> compare
           | sum "in" sum     -> inside
           | sum "not" "in" sum -> outside
?sum: product ((PLUS | MINUS) product)*
?product: unary ((TIMES | OVER) unary)*
?unary: MINUS unary -> minus
      | power
?power: atom
      | atom "^" unary -> raised
?atom: NUMBER  -> number
     | STRING  -> string
     | "true"  -> true
     | "false" -> false
     | "none"  -> none
     | "[" [_expr ("," _expr)*] "]" -> list
     | NAME "(" [_expr ("," _expr)*] ")" -> call
     | path
     | "(" _expr ")"

path: NAME part*
?part: "." NAME      -> key
     | "[" "]"       -> every
     | "[" _expr "]" -> chosen

COMPARE: "==" | "!=" | "<=" | ">=" | "<" | ">"
PLUS: "+"
MINUS: "-"
TIMES: "*"
OVER: "/"
NUMBER: /[0-9]+(\.[0-9]+)?/
STRING: /'[^']*'/
NAME: /[A-Za-z][A-Za-z0-9_]*/
%ignore /[ \t\r\n]+/
"""
