not-understood = 对不起，我没有听懂。您可以说，比如：过来。
cannot-yet = 对不起，这个我还不会。
ask-back = 您是说：{ $words }吗？请说是或者不是。
yes-or-no = 请再说一遍，是还是不是。
say-again = 请再说一遍。
called = 我在，您请说。
meant-me = 您是在跟我说吗？要我：{ $words }吗？
