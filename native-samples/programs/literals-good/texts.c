const char *separator(void)
{
    return ", ";
}

const char *greeting(void)
{
    const char *texts[] = { "one", "two", "three", "four", "good morning to everybody who reads this" };
    return texts[4];
}
