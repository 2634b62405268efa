; Inno Setup: installs for one user, without the rights of an administrator.
;   iscc /DVersion=0.1.0 script\packaging\windows.iss
; Takes dist\wecoop-desktop as script\bundle makes it; writes dist\WECOOP-Desktop-<version>-setup.exe.
; Proposals and settings stand in %LOCALAPPDATA%\WECOOP Desktop: neither update nor removal touches them.

#ifndef Version
  #error Say the version: iscc /DVersion=...
#endif
#define Root "..\.."
#define Name "WECOOP Desktop"

[Setup]
; The sign of the product: never another one, or a new version stands beside the old.
AppId={{6B1E35A4-97C2-4C5B-9E0D-2F0C0B6A7D51}
AppName={#Name}
AppVersion={#Version}
AppVerName={#Name} {#Version}
VersionInfoVersion={#Version}
DefaultDirName={localappdata}\Programs\{#Name}
DefaultGroupName={#Name}
DisableProgramGroupPage=yes
DisableDirPage=auto
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputDir={#Root}\dist
OutputBaseFilename=WECOOP-Desktop-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
LicenseFile={#Root}\LICENSE
SetupIconFile={#Root}\build\made\icon\wecoop.ico
UninstallDisplayIcon={app}\WECOOP Desktop.exe
ChangesAssociations=yes
; A window that is open holds its files; it is asked to close, and loses nothing.
CloseApplications=yes
RestartApplications=no

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "ru"; MessagesFile: "compiler:Languages\Russian.isl"

[CustomMessages]
en.Proposal=WECOOP proposal
en.Workshop=WECOOP workshop session
ru.Proposal=Заявка WECOOP
ru.Workshop=Занятие WECOOP
en.OnDesktop=Put a picture on the desktop
ru.OnDesktop=Создать значок на рабочем столе

[Tasks]
Name: "desktopicon"; Description: "{cm:OnDesktop}"; Flags: unchecked

[InstallDelete]
; Parts of an earlier version that this one has no more.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Root}\dist\wecoop-desktop\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs; Excludes: "portable,portable.txt,WECOOP data\*"

[Icons]
Name: "{group}\{#Name}"; Filename: "{app}\WECOOP Desktop.exe"
Name: "{userdesktop}\{#Name}"; Filename: "{app}\WECOOP Desktop.exe"; Tasks: desktopicon

[Registry]
Root: HKCU; Subkey: "Software\Classes\.wecoop"; ValueType: string; ValueName: ""; ValueData: "WECOOP.Proposal"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\.wecoop\OpenWithProgids"; ValueType: string; ValueName: "WECOOP.Proposal"; ValueData: ""; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\WECOOP.Proposal"; ValueType: string; ValueName: ""; ValueData: "{cm:Proposal}"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\WECOOP.Proposal\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\WECOOP Desktop.exe,0"
Root: HKCU; Subkey: "Software\Classes\WECOOP.Proposal\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\WECOOP Desktop.exe"" ""%1"""
Root: HKCU; Subkey: "Software\Classes\.workshop"; ValueType: string; ValueName: ""; ValueData: "WECOOP.Workshop"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\.workshop\OpenWithProgids"; ValueType: string; ValueName: "WECOOP.Workshop"; ValueData: ""; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\WECOOP.Workshop"; ValueType: string; ValueName: ""; ValueData: "{cm:Workshop}"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\WECOOP.Workshop\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\WECOOP Desktop.exe,0"
Root: HKCU; Subkey: "Software\Classes\WECOOP.Workshop\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\WECOOP Desktop.exe"" ""%1"""

[Run]
Filename: "{app}\WECOOP Desktop.exe"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent
