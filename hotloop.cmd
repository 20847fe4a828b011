@echo off
rem The launcher for Windows: finds a JDK 25, builds what is missing, runs the command line.
rem JDK: HOTLOOP_JAVA (a java command), JAVA_HOME, the java on the PATH.
setlocal
set "root=%~dp0"
set "app=%root%java\cli\target\app"
set "java="
if defined HOTLOOP_JAVA set "java=%HOTLOOP_JAVA%"
if not defined java if defined JAVA_HOME call :accept "%JAVA_HOME%\bin\java.exe"
if not defined java for /f "delims=" %%j in ('where java 2^>nul') do if not defined java call :accept "%%j"
if not defined java (
    echo hotloop: no JDK 25 or later found: install one and set JAVA_HOME or HOTLOOP_JAVA 1>&2
    exit /b 1
)
if not exist "%app%" (
    echo hotloop: building, a minute or two the first time 1>&2
    pushd "%root%"
    call mvnw.cmd -B -q -pl java/cli -am -Dmaven.test.skip=true -DskipTests -Dspotless.check.skip=true package || (
        popd
        echo hotloop: the build failed, see above 1>&2
        exit /b 1
    )
    popd
)
"%java%" %HOTLOOP_JAVA_OPTS% --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -cp "%app%\*" io.hotloop.cli.Main %*
exit /b %errorlevel%

rem Takes the java in %1 when it is 25 or later: only such a java knows this option.
:accept
"%~1" --sun-misc-unsafe-memory-access=allow -version >nul 2>&1 || exit /b 0
for /f "tokens=2 delims==" %%v in ('"%~1" -XshowSettings:properties -version 2^>^&1 ^| findstr /c:"java.specification.version ="') do if %%v GEQ 25 set "java=%~1"
exit /b 0
